"""What is done beside the daily work: backups, replays, corrections by hand, retention."""
