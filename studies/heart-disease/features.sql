-- FLamby's 13 inputs in FLamby's order. CSV columns are text; a value that is no number fails the extraction.
SELECT
  hospital || '-' || raw_row AS patient_id,
  CAST(age AS DOUBLE) AS age,
  CAST(sex AS DOUBLE) AS sex,
  CAST(trestbps AS DOUBLE) AS trestbps,
  CAST(chol AS DOUBLE) AS chol,
  CAST(fbs AS DOUBLE) AS fbs,
  CAST(thalach AS DOUBLE) AS thalach,
  CAST(exang AS DOUBLE) AS exang,
  CAST(oldpeak AS DOUBLE) AS oldpeak,
  CAST(cp_2 AS DOUBLE) AS cp_2,
  CAST(cp_3 AS DOUBLE) AS cp_3,
  CAST(cp_4 AS DOUBLE) AS cp_4,
  CAST(restecg_1 AS DOUBLE) AS restecg_1,
  CAST(restecg_2 AS DOUBLE) AS restecg_2,
  CAST(y AS DOUBLE) AS y,
  split
FROM records
