"""What a ledger says about itself; kept apart so that asking costs no import."""

#: Kept in the file as PRAGMA user_version. A higher one is refused, a lower one migrated.
SCHEMA_VERSION = 4

#: Kept in the file as PRAGMA application_id ("Watt"): another program's database is never written to.
APPLICATION_ID = 0x57617474
