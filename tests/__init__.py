"""The suite: unit/ mirrors the package, gui/ drives Qt, system/ meets real programs, bench/ measures."""
