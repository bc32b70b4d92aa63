-- Four eyes: whoever countersigns a file is not the one who signed it. The report's own row says so already; the file's
-- row, which is kept for ever, says it too.
ALTER POLICY made ON sharing_reportversion
  WITH CHECK ((signed_by_id = (SELECT access_actor_membership()) AND countersigned_by_id IS NULL
               AND sharing_keeps_report(report_id))
              OR (countersigned_by_id = (SELECT access_actor_membership()) AND signed_by_id <> countersigned_by_id
                  AND sharing_countersigns(report_id)));
