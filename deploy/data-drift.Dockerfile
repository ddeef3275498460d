# The data-drift demo. From the top of the checkout:
#   docker build -f deploy/data-drift.Dockerfile -t driftlab-data-drift .
#   docker run --rm -v "$PWD/data:/app/data" -v "$PWD/models:/app/models" -v "$PWD/results:/app/results" \
#     -e CLASS_NAME=carpet -e COLOR_CONTRAST=0.6 driftlab-data-drift
# The variables DATA_ROOT, OUT_ROOT, CLASS_NAME and COLOR_CONTRAST mean what `driftlab data-drift --help` says.
# A DINOv3 or DINOv2 model goes into the models folder: -e DRIFTLAB_DINOV3=/app/models/dinov3/model.onnx
FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc tsconfig.json tsconfig.build.json ./
COPY notebooks/package.json notebooks/package.json
COPY notebooks/types notebooks/types
RUN npm ci --workspaces=false --include-workspace-root
COPY src src
COPY models models
RUN npm run build && npm pack --pack-destination /pack

FROM node:22-bookworm-slim
WORKDIR /app
COPY .npmrc ./
COPY --from=build /pack/*.tgz /tmp/
# the pictures' packages are optional for the library, so they are named here
RUN npm install --omit=dev /tmp/*.tgz @observablehq/plot@0.6.17 linkedom@0.18.12 dejavu-fonts-ttf@2.37.3 plotly.js-dist@4.1.1 \
  && rm /tmp/*.tgz && mkdir -p data models results && chown node:node data models results
USER node
VOLUME ["/app/data", "/app/models", "/app/results"]
ENTRYPOINT ["node", "node_modules/driftlab/dist/cli.js", "data-drift"]
