# syntax=docker/dockerfile:1
# One image for web, worker, beat and migrate. Pin the base by digest for a release:
#   docker build --build-arg PYTHON_IMAGE=python@sha256:<digest> .
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements/app.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --require-hashes --only-binary :all: -r app.txt

FROM ${PYTHON_IMAGE} AS product
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    ENVIRONMENT=production \
    STATIC_ROOT=/srv/static
RUN groupadd --gid 10001 throughcare \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin throughcare \
    && install -d -o 10001 -g 10001 /var/lib/throughcare/checkpoints
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY manage.py LICENSE ./
COPY config config
COPY ui ui
COPY agencies agencies
COPY access access
COPY casework casework
COPY assessments assessments
COPY sharing sharing
COPY templates templates
COPY locale locale
COPY static static
# The static files need no secret: this step alone runs with development settings but production's storage.
RUN ENVIRONMENT=development STATIC_MANIFEST=1 python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q /app /opt/venv/lib
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=4 \
    CMD ["python", "-m", "config.probe", "http://127.0.0.1:8000/healthz"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "2", \
     "--worker-tmp-dir", "/dev/shm", "--graceful-timeout", "20", "--no-control-socket", "--access-logfile", "/dev/null"]
