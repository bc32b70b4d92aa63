-- Whoever manages a case or its order may record how it ended, and reads it, also from a guest's place.
ALTER POLICY seen ON casework_outcome USING (casework_inside(case_id) OR casework_manages(case_id));
ALTER POLICY seen ON casework_followup USING (casework_inside(case_id) OR casework_manages(case_id));
