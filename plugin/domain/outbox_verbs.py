"""The acts that the outbox knows: the code that is stored, and the words that people read."""

from __future__ import annotations

ASK = "ask_applicant"
CANCEL = "cancel_request"
CHANGE = "change_request"
REQUEST = "request_of_applicant"
VALIDATE = "validate"
INVALIDATE = "invalidate"
ASSIGN = "assign"
PUT_CONSTRAINT = "put_constraint"
DROP_CONSTRAINT = "drop_constraint"
PUT_TASK = "put_task"
PUT_DETAIL = "put_assessment_detail"
PUT_CONSIDERATION = "put_consideration"
DROP_CONSIDERATION = "drop_consideration"
PUT_CONDITION = "put_condition"
DROP_CONDITION = "drop_condition"
PUT_INFORMATIVE = "put_informative"
DROP_INFORMATIVE = "drop_informative"
PUT_TERM = "put_head_of_terms"
DROP_TERM = "drop_head_of_terms"
PUT_VISIT = "put_site_visit"
DROP_VISIT = "drop_site_visit"
PUT_HISTORY = "put_site_history"
DROP_HISTORY = "drop_site_history"
PUT_CONSULTEE = "put_consultee"
DROP_CONSULTEE = "drop_consultee"
PUT_SITE_NOTICE = "put_site_notice"
DROP_SITE_NOTICE = "drop_site_notice"
PUT_PRESS_NOTICE = "put_press_notice"
DROP_PRESS_NOTICE = "drop_press_notice"
PUT_PHOTOGRAPH = "put_photograph"
DROP_PHOTOGRAPH = "drop_photograph"
CHECK_BOUNDARY = "check_boundary"
CHECK_CONSTRAINTS = "check_constraints"
RECOMMEND = "recommend"
SUBMIT = "submit_recommendation"
WITHDRAW_RECOMMENDATION = "withdraw_recommendation"
REVIEW = "review_recommendation"

_WORDS = {
    ASK: "ask the applicant to agree to another red line",
    CANCEL: "take a request to the applicant back",
    CHANGE: "change a request that waits",
    REQUEST: "ask something of the applicant",
    VALIDATE: "say that the application is valid",
    INVALIDATE: "say that the application is invalid",
    ASSIGN: "give the application to an officer",
    PUT_CONSTRAINT: "record a constraint that applies",
    DROP_CONSTRAINT: "take a constraint back",
    PUT_TASK: "record how far a task is",
    PUT_DETAIL: "record a part of the assessment",
    PUT_CONSIDERATION: "record a consideration",
    DROP_CONSIDERATION: "take a consideration out",
    PUT_CONDITION: "record a condition",
    DROP_CONDITION: "take a condition out",
    PUT_INFORMATIVE: "record an informative",
    DROP_INFORMATIVE: "take an informative out",
    PUT_TERM: "record a head of terms",
    DROP_TERM: "take a head of terms out",
    PUT_VISIT: "record a site visit",
    DROP_VISIT: "take a site visit out",
    PUT_HISTORY: "record what was decided on the land before",
    DROP_HISTORY: "take an entry of the site's history out",
    PUT_CONSULTEE: "record a consultee",
    DROP_CONSULTEE: "take a consultee out",
    PUT_SITE_NOTICE: "record a site notice",
    DROP_SITE_NOTICE: "take a site notice out",
    PUT_PRESS_NOTICE: "record whether a press notice is needed",
    DROP_PRESS_NOTICE: "take a press notice out",
    PUT_PHOTOGRAPH: "send a photograph",
    DROP_PHOTOGRAPH: "take a photograph out",
    CHECK_BOUNDARY: "say whether the red line is right",
    CHECK_CONSTRAINTS: "say that the constraints are checked",
    RECOMMEND: "put the draft of the recommendation",
    SUBMIT: "submit the recommendation",
    WITHDRAW_RECOMMENDATION: "withdraw the recommendation",
    REVIEW: "record the review of the recommendation",
}


def verb_words(verb: str) -> str:
    """What the history calls an act."""
    return _WORDS.get(verb, verb)
