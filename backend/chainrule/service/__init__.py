"""HTTP: a web process that never computes, and workers that do."""
