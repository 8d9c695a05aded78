# The collector with the inbox and the script it serves. No test builds this image; its steps were
# done by hand on the same Node.
#
#   docker build -t casefile .
#   docker run -d --name casefile -p 127.0.0.1:4600:4600 -v casefile:/data casefile
#   docker logs casefile                                  # keys and the address to set up the inbox
#   docker exec casefile casefile-server doctor

ARG NODE_VERSION=26.10.0

FROM node:${NODE_VERSION}-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
  && npm run build:sdk \
  && npm run build -w inbox -w server

FROM node:${NODE_VERSION}-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY server/package.json server/
COPY inbox/package.json inbox/
COPY examples/shop/package.json examples/shop/
COPY examples/spa/package.json examples/spa/
RUN npm ci --omit=dev --workspace server --ignore-scripts --no-audit --no-fund

FROM node:${NODE_VERSION}-slim
COPY --from=packages /app /app
COPY --from=build /src/dist /app/dist
COPY --from=build /src/inbox/dist /app/inbox/dist
COPY --from=build /src/server/dist /app/server/dist
RUN ln -s /app/server/dist/main.js /usr/local/bin/casefile-server \
  && install -d -o node -g node -m 700 /data

USER node
WORKDIR /data
# Every option of `casefile-server start` has such a variable.
ENV NODE_ENV=production CASEFILE_DATA=/data CASEFILE_HOST=0.0.0.0 CASEFILE_PORT=4600
VOLUME /data
EXPOSE 4600
# The collector answers what was accepted for up to 9 seconds; docker's 10 are just enough.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.CASEFILE_PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["casefile-server", "start"]
