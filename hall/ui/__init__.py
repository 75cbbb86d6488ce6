"""What the two Kivy programs share: window, theme, fonts, text, panels, and the way from threads to the screen."""
