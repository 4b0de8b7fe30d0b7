"""The suite: unit/ mirrors the package, gui/ drives Qt, system/ meets real hosts and servers, bench/ measures."""
