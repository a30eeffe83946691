INSERT INTO finding (
  screening_uuid, listed, position, dataset, entity_key, entity, reference, name, constraint_key, start_date, end_date, quality,
  attributes, relation, overlap_m2, overlap_percent, depth_m, distance_m, snapshot, overlap, remarks
) VALUES (
  :screening_uuid, :listed, :position, :dataset, :entity_key, :entity, :reference, :name, :constraint_key, :start_date,
  :end_date, :quality, :attributes, :relation, :overlap_m2, :overlap_percent, :depth_m, :distance_m, :snapshot, :overlap,
  :remarks
)
