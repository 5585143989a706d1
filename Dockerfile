# One image, one plan: the folder with the plan is mounted at /plan.
#   docker build -t workplan .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/plan" workplan sync

FROM python:3.12-slim AS build
# The same version as in the Makefile.
RUN pip install --no-cache-dir --disable-pip-version-check uv==0.13.9
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1
WORKDIR /app
# The libraries first: they change less often than the program.
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-dev --no-install-project
COPY mappings mappings
COPY sync sync
COPY config config
COPY bot bot
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.12-slim
RUN useradd --uid 10001 --create-home workplan && install -d -o workplan -g workplan /plan
COPY --from=build /app/.venv /app/.venv
# USER names whoever acts on the tracker without --as, also under a uid that the image doesn't know.
ENV PATH=/app/.venv/bin:$PATH USER=workplan PYTHONUNBUFFERED=1
USER workplan
WORKDIR /plan
VOLUME /plan
ENTRYPOINT ["workplan"]
CMD ["--help"]
