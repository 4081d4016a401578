"""Ask cases whose answers are known, and fit a calibrator on what came of it."""
