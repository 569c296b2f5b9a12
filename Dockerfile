# The subgraph as an image: docker build --tag ats-subgraph .
# Its file system may be read-only, and nobody in it has to be root. Settings come from the environment; docs/settings.md has them.

# Node's LTS. A tag can be moved: pin what it stands for, node:24.21.0-trixie-slim@sha256:…, where that must not happen.
FROM node:24.21.0-trixie-slim AS base
WORKDIR /app
COPY package.json package-lock.json ./

# No package has to run a script of its own, neither to build nor to serve.
FROM base AS build
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src src
RUN npm run build

FROM base AS dependencies
RUN npm ci --ignore-scripts --omit=dev

FROM node:24.21.0-trixie-slim
# An account on an address that is not loopback needs a ROUTER_SECRET. SANDBOX=true serves the embedded sandbox instead.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4001
WORKDIR /app
COPY LICENSE package.json ./
COPY schema schema
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
# The image's user "node", by number, so that a cluster can tell that it is not root.
USER 1000:1000
EXPOSE 4001
STOPSIGNAL SIGTERM
# Whether it lives, not whether Lever does: a new container would mend nothing there.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 CMD ["node", "dist/cli.js", "--health"]
CMD ["node", "--enable-source-maps", "--max-semi-space-size=16", "--heap-growing-percent=30", "dist/main.js"]
