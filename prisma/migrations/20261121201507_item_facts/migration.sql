-- What a row's attributes say for its next step, as `anchorsIn`, `rollbackNoteIn` and `decisionIn` read it.
ALTER TABLE "Item"
ADD COLUMN "isAnchored" boolean GENERATED ALWAYS AS (
  jsonb_path_exists("attributes",
    '$.keyvalue() ? (@.key like_regex "(^|_)(evidence_ref|anchors?|source_ref)$"
      && @.key != "test_evidence_ref"
      && @.value like_regex "(^|[\u003b,])\\s*[^\\s:\u003b,][^:\u003b,]*:[0-9]+\\s*($|[\u003b,])" flag "s")',
    '{}', true)) STORED,
ADD COLUMN "hasWayBack" boolean GENERATED ALWAYS AS (
  (COALESCE("attributes"->>'rollback_note', '') || COALESCE("attributes"->>'rollback_steps', '')
    || COALESCE("attributes"->>'rollback_value', '')
    || COALESCE("attributes"->>'rollback_control', '')) ~ '\S') STORED,
ADD COLUMN "retiringDecision" text GENERATED ALWAYS AS (
  COALESCE(
    NULLIF(regexp_replace(COALESCE("attributes"->>'retirement_decision', ''), '^\s+|\s+$', '', 'g'), ''),
    substring(
      jsonb_path_query_first("attributes", '$.* ? (@ like_regex "(?<![0-9A-Za-z_])D-[0-9]{1,4}(?![0-9A-Za-z_])")', '{}', true)
        #>> '{}' FROM '(?<![0-9A-Za-z_])D-[0-9]{1,4}(?![0-9A-Za-z_])'))) STORED;
