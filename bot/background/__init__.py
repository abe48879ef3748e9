"""Work in the background: reminders, broadcasts, recalculation for a new calendar, and retention."""
