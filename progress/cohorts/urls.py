from django.urls import path

from progress.cohorts.views import (
    answer_templates,
    grid,
    invitations,
    joining,
    keeping,
    me,
    mine,
    overview,
    people,
    replies,
    reviews,
)

urlpatterns = [
    path("cohorts/", mine.cohorts, name="cohorts"),
    path("cohorts/new/", mine.new_cohort, name="new_cohort"),
    path("settings/cohorts/", mine.cohort_privacy, name="cohort_privacy"),
    path("join/<slug:token>/", joining.join, name="join"),
    path("cohorts/<int:cohort>/", overview.cohort, name="cohort"),
    path("cohorts/<int:cohort>/overview.csv", overview.cohort_overview_csv, name="cohort_overview_csv"),
    path("cohorts/<int:cohort>/overview.json", overview.cohort_overview_json, name="cohort_overview_json"),
    path("cohorts/<int:cohort>/views/", overview.cohort_views, name="cohort_views"),
    path("cohorts/<int:cohort>/grid/", grid.cohort_grid, name="cohort_grid"),
    path("cohorts/<int:cohort>/grid.csv", grid.cohort_grid_csv, name="cohort_grid_csv"),
    path("cohorts/<int:cohort>/grid.json", grid.cohort_grid_json, name="cohort_grid_json"),
    path("cohorts/<int:cohort>/grid/<int:phase>/", grid.cohort_phase_grid, name="cohort_phase_grid"),
    path(
        "cohorts/<int:cohort>/grid/<int:phase>.csv", grid.cohort_phase_grid_csv, name="cohort_phase_grid_csv"
    ),
    path(
        "cohorts/<int:cohort>/grid/<int:phase>.json",
        grid.cohort_phase_grid_json,
        name="cohort_phase_grid_json",
    ),
    path("cohorts/<int:cohort>/reviews/", reviews.cohort_reviews, name="cohort_reviews"),
    path("cohorts/<int:cohort>/reviews.csv", reviews.cohort_reviews_csv, name="cohort_reviews_csv"),
    path("cohorts/<int:cohort>/reviews.json", reviews.cohort_reviews_json, name="cohort_reviews_json"),
    path("cohorts/<int:cohort>/reviews/<int:submission>/", reviews.cohort_review, name="cohort_review"),
    path("submissions/<int:submission>/replies/", replies.review_replies, name="review_replies"),
    path("cohorts/<int:cohort>/answers/", answer_templates.cohort_answers, name="cohort_answers"),
    path("cohorts/<int:cohort>/settings/", people.people, name="cohort_settings"),
    path("cohorts/<int:cohort>/settings/members/<int:member>/", people.member, name="cohort_member"),
    path(
        "cohorts/<int:cohort>/settings/invitations/",
        invitations.cohort_invitations,
        name="cohort_invitations",
    ),
    path("cohorts/<int:cohort>/settings/cohort/", keeping.cohort_details, name="cohort_details"),
    path("cohorts/<int:cohort>/me/", me.cohort_me, name="cohort_me"),
    path("cohorts/<int:cohort>/audit/", me.cohort_log, name="cohort_log"),
]
