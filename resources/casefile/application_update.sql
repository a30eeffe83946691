UPDATE application SET
  back_office_id = :back_office_id, reference = :reference, full_reference = :full_reference,
  alternative_reference = :alternative_reference, previous_references = :previous_references, type_code = :type_code,
  type_description = :type_description, description = :description, status = :status, appeal = :appeal, decision = :decision,
  officer = :officer, work_status = :work_status, organisation = :organisation, web_page = :web_page, address = :address,
  uprn = :uprn, longitude = :longitude, latitude = :latitude, easting = :easting, northing = :northing,
  received_on = :received_on, valid_on = :valid_on, published_on = :published_on, target_date = :target_date,
  expiry_date = :expiry_date, consultation_end = :consultation_end, determined_on = :determined_on,
  shown_constraints = :shown_constraints, designations = :designations, search_text = :search_text
WHERE uuid = :uuid
