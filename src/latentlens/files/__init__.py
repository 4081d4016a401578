"""Files that are whole or not there: written at once, sealed by a checksum, read back as they were."""
