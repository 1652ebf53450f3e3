"""The HTTP side of the emulator: serving, naming, recording and disturbing calls."""
