"""What officers write of an application: kept piece by piece, sent and taken in piece by piece."""
