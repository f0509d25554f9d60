-- One row per patient with a check-up: what was known on that day, and whether a cardiovascular event
-- (myocardial infarction, stroke or heart failure) followed within a year.
WITH index_visit AS (
  SELECT patient_id, min(fhir_datetime(started)) AS index_time
  FROM encounters
  WHERE list_contains(types, '185349003')
  GROUP BY patient_id
),
-- Which code means what, and what one of each unit is in conventional units. A value in another unit is missing.
units(code, quantity, unit, factor) AS (
  VALUES
    ('8480-6', 'sbp', 'mm[Hg]', 1),
    ('8480-6', 'sbp', 'mmHg', 1),
    ('39156-5', 'bmi', 'kg/m2', 1),
    ('2093-3', 'cholesterol', 'mg/dL', 1),
    ('14647-2', 'cholesterol', 'mmol/L', 38.67),
    ('2085-9', 'hdl', 'mg/dL', 1),
    ('14646-4', 'hdl', 'mmol/L', 38.67),
    ('4548-4', 'hba1c', '%', 1),
    ('2160-0', 'creatinine', 'mg/dL', 1),
    ('14682-9', 'creatinine', 'umol/L', 1 / 88.42),
    ('1988-5', 'crp', 'mg/L', 1)
),
-- A value that is only known to be above or below (`<` 0.3) is missing too.
reported AS (
  SELECT
    o.patient_id,
    u.quantity,
    fhir_latest(o.effective) AS moment,
    max(CASE WHEN o.unit = u.unit AND o.comparator IS NULL THEN o.value * u.factor END) AS value
  FROM observations o
  JOIN units u ON list_contains(o.codes, u.code)
  WHERE o.value IS NOT NULL
  GROUP BY ALL
),
-- The last value on or before the index day, missing where that one is.
measured AS (
  SELECT r.patient_id, r.quantity, arg_max_null(r.value, r.moment) AS value
  FROM reported r
  JOIN index_visit i ON i.patient_id = r.patient_id
  WHERE r.moment < i.index_time + INTERVAL 1 DAY
  GROUP BY ALL
),
labs AS (
  SELECT
    patient_id,
    max(value) FILTER (WHERE quantity = 'sbp') AS sbp,
    max(value) FILTER (WHERE quantity = 'bmi') AS bmi,
    max(value) FILTER (WHERE quantity = 'cholesterol') AS cholesterol,
    max(value) FILTER (WHERE quantity = 'hdl') AS hdl,
    max(value) FILTER (WHERE quantity = 'hba1c') AS hba1c,
    max(value) FILTER (WHERE quantity = 'creatinine') AS creatinine,
    max(value) FILTER (WHERE quantity = 'crp') AS crp
  FROM measured
  GROUP BY patient_id
),
smoking AS (
  SELECT patient_id, bool_or(list_contains(answers, '449868002')) AS smoker
  FROM observations
  WHERE list_contains(codes, '72166-2') AND len(answers) > 0
  GROUP BY patient_id
),
-- An onset that is only a year or a month counts from its first day.
history AS (
  SELECT
    i.patient_id,
    bool_or(list_contains(c.codes, '44054006') AND fhir_earliest(c.onset) <= i.index_time) AS diabetes,
    bool_or(
      list_has_any(c.codes, ['22298006', '230690007', '84114007'])
      AND fhir_earliest(c.onset) > i.index_time
      AND fhir_earliest(c.onset) <= i.index_time + INTERVAL 365 DAY
    ) AS event
  FROM index_visit i
  JOIN conditions c ON c.patient_id = i.patient_id
  GROUP BY i.patient_id
),
statins AS (
  SELECT i.patient_id, count(*) > 0 AS statin
  FROM index_visit i
  JOIN medications m ON m.patient_id = i.patient_id
  WHERE list_contains(m.codes, '312961') AND fhir_earliest(m.authored) <= i.index_time
  GROUP BY i.patient_id
),
visits AS (
  SELECT i.patient_id, count(*) AS visits_last_year
  FROM index_visit i
  JOIN encounters e ON e.patient_id = i.patient_id
  WHERE fhir_datetime(e.started) < i.index_time
    AND fhir_datetime(e.started) >= i.index_time - INTERVAL 365 DAY
  GROUP BY i.patient_id
)
SELECT
  p.patient_id,
  fhir_age_at(p.birth_date, i.index_time) AS age,
  CASE p.gender WHEN 'male' THEN 1 WHEN 'female' THEN 0 END AS male,
  l.sbp,
  l.bmi,
  l.cholesterol,
  l.hdl,
  l.hba1c,
  l.creatinine,
  l.crp,
  s.smoker,
  coalesce(h.diabetes, false) AS diabetes,
  coalesce(t.statin, false) AS statin,
  coalesce(v.visits_last_year, 0) AS visits_last_year,
  coalesce(h.event, false) AS event,
  p.split
FROM patients p
JOIN index_visit i USING (patient_id)
LEFT JOIN labs l USING (patient_id)
LEFT JOIN smoking s USING (patient_id)
LEFT JOIN history h USING (patient_id)
LEFT JOIN statins t USING (patient_id)
LEFT JOIN visits v USING (patient_id)
