"""The HTTP side of the emulator: serves, names and records calls, and injects faults."""
