"""Tests of the desktop app on Qt's offscreen platform: parts of it, without a tray."""
