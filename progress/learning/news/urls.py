from django.urls import path

from curriculum.news.feed import News
from progress.learning.news import views

urlpatterns = [
    path("whats-new/", views.whats_new, name="whats_new"),
    path("whats-new/feed/", News(), name="news_feed"),
    path("whats-new/<int:number>/", views.release, name="release"),
]
