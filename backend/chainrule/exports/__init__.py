"""One file per format: `render(trace) -> bytes`."""
