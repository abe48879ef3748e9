"""For whoever runs the assistant: health checks, metrics and statistics."""
