# One image, one plan: the folder with the plan and its settings is mounted at /data, and nothing else is written.
#   docker build -t workplan .
#   docker run --read-only --user "$(id -u):$(id -g)" -v "$PWD:/data" workplan sync
# Without a command it runs the service: docs/operations.md.

FROM python:3.12-slim AS build
# The same version as in the Makefile.
RUN pip install --no-cache-dir --disable-pip-version-check uv==0.13.9
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1
WORKDIR /app
# The libraries first: they change less often than the program.
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-dev --extra postgres --no-install-project
COPY mappings mappings
COPY sync sync
COPY config config
COPY bot bot
RUN uv sync --frozen --no-dev --extra postgres --no-editable

FROM python:3.12-slim
# For a plan in git: docker build --build-arg PACKAGES="git openssh-client" -t workplan .
ARG PACKAGES=""
# hadolint ignore=DL3008,SC2086
RUN if [ -n "$PACKAGES" ]; then \
      apt-get update && apt-get install --yes --no-install-recommends $PACKAGES && rm -rf /var/lib/apt/lists/*; \
    fi && \
    useradd --uid 10001 --no-create-home --home-dir /data workplan && \
    install -d -o workplan -g workplan /data
COPY --from=build /app/.venv /app/.venv
# USER names whoever acts on the tracker without --as, also under a uid that the image doesn't know.
ENV PATH=/app/.venv/bin:$PATH HOME=/data USER=workplan PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s CMD ["workplan", "health"]
ENTRYPOINT ["workplan"]
CMD ["run"]
