"""What a visitor meets, in Chromium: every page kind, on every width, by keyboard, without JavaScript, on paper."""
