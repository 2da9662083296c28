# Built with a JDK, run with a JRE. The image holds the program and nothing to run it on: PostgreSQL and Redis are reached
# by URL, so what `principia up` would start in a container is left out.
#
#   docker build -t principia .
#   docker run --read-only --tmpfs /tmp -p 127.0.0.1:8080:8080 --env-file .env principia
#
# The file system may be read-only; /tmp must be writable. Further options of the JVM come in JDK_JAVA_OPTIONS.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -Dmaven.test.skip=true package \
    && rm -f target/lib/embedded-*

FROM eclipse-temurin:25-jre
# A new volume on /var/lib/principia gets its owner and mode: `seed` keeps there how to sign in.
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin principia \
    && install -d -o 10001 -g 10001 -m 0700 /var/lib/principia
WORKDIR /opt/principia
# The libraries first: they change less often than the program.
COPY --from=build /src/target/lib lib
COPY --from=build /src/target/principia.jar principia.jar
COPY LICENSE NOTICE ./

ENV PRINCIPIA_HOST=0.0.0.0 PRINCIPIA_DATA=/var/lib/principia
EXPOSE 8080 8081
USER 10001:10001

# Asked with bash alone, because the base image may hold neither curl nor wget.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>\"/dev/tcp/127.0.0.1/${PRINCIPIA_MANAGEMENT_PORT:-8081}\" && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseCompactObjectHeaders", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/principia/principia.jar"]
CMD ["serve"]
