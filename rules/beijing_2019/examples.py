"""Answers of a platform that meets an item well, for the examples beside the law."""

from rules.calendar.days import Period

legal_person = {
    "independent_legal_person": True,
    "registered_in_beijing": True,
    "founded_on": Period.parse("2018-03-12"),
    "total_assets_yuan": 5_200_000,
    "sound_operation_and_credit": True,
    "good_prospects": True,
}
staff = {
    "management_team": True,
    "no_bad_credit": True,
    "service_staff": 20,
    "staff_degree": 19,
    "staff_title": 18,
    "staff_both": 17,
}
