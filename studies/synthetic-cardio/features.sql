-- One row per patient with a check-up: what was known on that day, and whether a cardiovascular event
-- (myocardial infarction, stroke or heart failure) followed within a year.
WITH index_visit AS (
  SELECT patient_id, min(CAST(started AS TIMESTAMP)) AS index_time
  FROM encounters
  WHERE type_code = '185349003'
  GROUP BY patient_id
),
-- The last value on or before the index day, in conventional units whatever the hospital reports.
measured AS (
  SELECT
    o.patient_id,
    CASE
      WHEN o.code = '8480-6' THEN 'sbp'
      WHEN o.code = '39156-5' THEN 'bmi'
      WHEN o.code IN ('2093-3', '14647-2') THEN 'cholesterol'
      WHEN o.code IN ('2085-9', '14646-4') THEN 'hdl'
      WHEN o.code = '4548-4' THEN 'hba1c'
      WHEN o.code IN ('2160-0', '14682-9') THEN 'creatinine'
      WHEN o.code = '1988-5' THEN 'crp'
    END AS quantity,
    arg_max(
      CASE
        WHEN o.code IN ('14647-2', '14646-4') AND o.unit = 'mmol/L' THEN o.value * 38.67
        WHEN o.code = '14682-9' AND o.unit = 'umol/L' THEN o.value / 88.42
        ELSE o.value
      END,
      CAST(o.effective AS TIMESTAMP)
    ) AS value
  FROM observations o
  JOIN index_visit i ON i.patient_id = o.patient_id
  WHERE o.value IS NOT NULL AND CAST(o.effective AS TIMESTAMP) < i.index_time + INTERVAL 1 DAY
  GROUP BY o.patient_id, quantity
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
  SELECT patient_id, bool_or(answer = '449868002') AS smoker
  FROM observations
  WHERE code = '72166-2'
  GROUP BY patient_id
),
history AS (
  SELECT
    i.patient_id,
    bool_or(c.code = '44054006' AND CAST(c.onset AS TIMESTAMP) <= i.index_time) AS diabetes,
    bool_or(
      c.code IN ('22298006', '230690007', '84114007')
      AND CAST(c.onset AS TIMESTAMP) > i.index_time
      AND CAST(c.onset AS TIMESTAMP) <= i.index_time + INTERVAL 365 DAY
    ) AS event
  FROM index_visit i
  JOIN conditions c ON c.patient_id = i.patient_id
  GROUP BY i.patient_id
),
statins AS (
  SELECT i.patient_id, count(*) > 0 AS statin
  FROM index_visit i
  JOIN medications m ON m.patient_id = i.patient_id
  WHERE m.code = '312961' AND CAST(m.authored AS TIMESTAMP) <= i.index_time
  GROUP BY i.patient_id
),
visits AS (
  SELECT i.patient_id, count(*) AS visits_last_year
  FROM index_visit i
  JOIN encounters e ON e.patient_id = i.patient_id
  WHERE CAST(e.started AS TIMESTAMP) < i.index_time
    AND CAST(e.started AS TIMESTAMP) >= i.index_time - INTERVAL 365 DAY
  GROUP BY i.patient_id
)
SELECT
  p.patient_id,
  date_diff('day', CAST(p.birth_date AS DATE), CAST(i.index_time AS DATE)) / 365.25 AS age,
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
