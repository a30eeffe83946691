INSERT INTO application (
  uuid, source, back_office_id, reference, full_reference, alternative_reference, previous_references, type_code,
  type_description, description, status, appeal, decision, officer, work_status, organisation, web_page, address, uprn,
  longitude, latitude, easting, northing, received_on, valid_on, published_on, target_date, expiry_date, consultation_end,
  determined_on, shown_constraints, designations, search_text, seen_at
) VALUES (
  :uuid, :source, :back_office_id, :reference, :full_reference, :alternative_reference, :previous_references, :type_code,
  :type_description, :description, :status, :appeal, :decision, :officer, :work_status, :organisation, :web_page, :address,
  :uprn, :longitude, :latitude, :easting, :northing, :received_on, :valid_on, :published_on, :target_date, :expiry_date,
  :consultation_end, :determined_on, :shown_constraints, :designations, :search_text, :seen_at
)
