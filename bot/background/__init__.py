"""What the assistant does unasked: reminders, broadcasts, new calendars, and forgetting what is old."""
