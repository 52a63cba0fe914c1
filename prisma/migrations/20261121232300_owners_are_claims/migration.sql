-- Whose something is counts as the other claims do, in programs that said before which of them count as well.
UPDATE "Program" SET "stalenessPolicy" =
  jsonb_set("stalenessPolicy", '{counts}', ("stalenessPolicy"->'counts') || '["owner"]')
WHERE jsonb_typeof("stalenessPolicy"->'counts') = 'array' AND NOT "stalenessPolicy"->'counts' ? 'owner';
