"""The schema version that this Wattprint reads and writes; kept apart so that asking costs no import."""

#: Kept in the file as PRAGMA user_version. A higher one is refused, a lower one migrated.
SCHEMA_VERSION = 1
