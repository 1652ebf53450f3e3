package dev.foundryhosting.functions.discord;
