INSERT INTO dataset_result (
  screening_uuid, position, dataset, name, state, coverage, why, count, snapshot, accuracy_operation, accuracy_metres,
  accuracy_grid
) VALUES (
  :screening_uuid, :position, :dataset, :name, :state, :coverage, :why, :count, :snapshot, :accuracy_operation, :accuracy_metres,
  :accuracy_grid
)
