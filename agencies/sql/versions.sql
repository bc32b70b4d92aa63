-- A forgotten conflict check fails loudly: a row that people edit only ever moves to its next version.
CREATE FUNCTION refuse_stale_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version IS DISTINCT FROM OLD.version + 1 THEN
    RAISE EXCEPTION 'stale update of %', TG_TABLE_NAME USING ERRCODE = 'TC409';
  END IF;
  RETURN NEW;
END $$;
