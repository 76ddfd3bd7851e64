# Dateline as a container. Build:  docker build -t dateline .
# Run: see docs/operations.md, "As a container". Nothing but the three volumes is written; the root file system may be read-only.

FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/dateline
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY service ./service
RUN /opt/dateline/bin/python -m pip install --no-cache-dir --no-compile --disable-pip-version-check --constraint constraints.txt .
RUN /opt/dateline/bin/python -m compileall -q /opt/dateline/lib

FROM python:3.13-slim
ENV PATH=/opt/dateline/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=build /opt/dateline /opt/dateline
WORKDIR /app
COPY sources.yaml ./
COPY db/seed ./db/seed
RUN mkdir -p db digests && chown -R 10001:10001 db digests
USER 10001:10001
VOLUME ["/app/db", "/app/digests"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=10s --start-period=30s CMD ["dateline", "status"]
ENTRYPOINT ["dateline"]
CMD ["run"]
