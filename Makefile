# foundry-hosting. `make` alone says what there is to do.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

MVN ?= mvn
export PORT
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

# Recipes look for what they need themselves, so that `make help` works on a bare machine.
# Newer JDKs warn of a library in Maven 3.8, in four lines at every start; this option silences them.
WITH_JDK = JAVA_HOME=$$(build/find-jdk); export JAVA_HOME; PATH=$$JAVA_HOME/bin:$$PATH; export PATH; \
  echo "JDK: $$JAVA_HOME"; \
  if java --sun-misc-unsafe-memory-access=allow -version >/dev/null 2>&1; then \
    export MAVEN_OPTS="$${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"; fi
WITH_MAVEN = command -v $(firstword $(MVN)) >/dev/null \
  || { echo 'Maven was not found: https://maven.apache.org/download.cgi' >&2; exit 1; }
WITH_EMULATOR = FOUNDRY_EMULATOR_PYTHON=$$(build/emulator-python); export FOUNDRY_EMULATOR_PYTHON
WITH_BROWSER = CHROMIUM_PATH=$$(build/find-chromium); export CHROMIUM_PATH

LOCAL_APP := local/target/quarkus-app/quarkus-run.jar
# All that the laptop edition is built from.
LOCAL_SOURCES := pom.xml $(shell find shared-model functions local .mvn \( -name target -o -name __pycache__ \) -prune -o \
  \( -path '*/src/main/*' -o -path 'local/emulator/*' -o -name pom.xml -o -path '.mvn/*' \) -type f -print 2>/dev/null)

.PHONY: help run demo test native bench format release clean

help: ## what there is to do (this)
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(LOCAL_APP) ## the whole platform on this laptop: http://localhost:8080 (PORT=... changes it)
	@$(WITH_JDK); $(WITH_EMULATOR); exec "$$JAVA_HOME/bin/java" -jar $(LOCAL_APP)

demo: $(LOCAL_APP) ## plays a server's life, a session and what they cost, without a person, step by step (on free ports, or PORT=...)
	@$(WITH_JDK); $(WITH_EMULATOR); exec "$$JAVA_HOME/bin/java" -jar $(LOCAL_APP) demo

test: ## every check and every test, with a summary at the end
	@$(WITH_JDK); $(WITH_MAVEN); $(WITH_EMULATOR); $(WITH_BROWSER); \
	mkdir -p .local; result=0; \
	(cd local/emulator && exec "$$FOUNDRY_EMULATOR_PYTHON" -m unittest -q) >.local/emulator.log 2>&1 & emulator=$$!; \
	$(MVN) -B -ntp -T 1C verify $(ARGS) 2>&1 | tee .local/test.log || result=1; \
	wait $$emulator || result=1; echo 'The emulated AWS: its own tests'; cat .local/emulator.log; \
	"$$FOUNDRY_EMULATOR_PYTHON" build/test-summary .local/test.log || result=1; exit $$result

native: ## the functions ahead of time: GRAALVM_HOME when set, else a container; NATIVE_ARCH=arm64|amd64
	@$(WITH_JDK); $(WITH_MAVEN); \
	if [ -n "$${GRAALVM_HOME:-}" ]; then \
	  echo "native-image: $$GRAALVM_HOME"; how=-Dquarkus.native.container-build=false; \
	else \
	  command -v docker >/dev/null || command -v podman >/dev/null \
	    || { echo 'A native build needs GRAALVM_HOME (GraalVM or Mandrel for JDK 21 or newer), or docker or podman.' >&2; exit 1; }; \
	  echo 'native-image: in a container'; how=-Dquarkus.native.container-build=true; \
	  if [ -n "$(NATIVE_ARCH)" ]; then \
	    how="$$how -Dquarkus.native.container-runtime-options=--platform=linux/$(NATIVE_ARCH)"; fi; \
	fi; \
	$(MVN) -B -ntp package -Dnative -DskipTests $$how -pl '!local'; \
	ls -l functions/*/target/function.zip

# No class is called `None`: of all tests only the benches run.
bench: ## measures how fast the functions start, answer and keep files
	@$(WITH_JDK); $(WITH_MAVEN); $(WITH_EMULATOR); $(MVN) -B -ntp verify -Dspotless.check.skip -Dmdep.analyze.skip -pl local -am \
	  -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='*Bench' -Dfailsafe.failIfNoSpecifiedTests=false

format: ## lays all Java out the way the build demands
	@$(WITH_JDK); $(WITH_MAVEN); $(MVN) -q -B -ntp spotless:apply

release: ## a release on this machine, VERSION=1.2.3: checks, zips, SBOM, checksums, tag; pushes nothing
	@$(WITH_JDK); $(WITH_MAVEN); MVN='$(MVN)' build/release '$(VERSION)'

clean: ## removes everything that was built, the emulator's environment too
	@find . -name target -type d -not -path './.git/*' -prune -exec rm -rf {} +; rm -rf .local

$(LOCAL_APP): $(LOCAL_SOURCES)
	@$(WITH_JDK); $(WITH_MAVEN); \
	echo 'Building; the very first time Maven downloads about 450 MB.'; \
	$(MVN) -B -ntp package -DskipTests -pl local -am 2>&1 | build/progress && touch $@

include infrastructure/deploy.mk
