# The platform in an AWS account. docs/operations.md explains all steps; the scripts are in build/.
INFRASTRUCTURE := infrastructure/target/infrastructure.jar
INFRASTRUCTURE_SOURCES := pom.xml infrastructure/pom.xml \
  $(shell find infrastructure/src/main shared-model/src/main/java/dev/foundryhosting/platform -type f -print 2>/dev/null)

.PHONY: preview deploy destroy outputs discord-commands doctor cost graph e2e-infra

preview: ## what a deploy would change in AWS (PACKAGING=jvm for this call, without native build tools)
	@$(WITH_JDK); MVN='$(MVN)' build/deploy preview $(ARGS)

deploy: ## builds the functions and brings the AWS account to what Pulumi.yaml declares
	@$(WITH_JDK); MVN='$(MVN)' build/deploy up $(ARGS)

destroy: ## removes the platform from AWS; refuses while users' data exists or servers run
	@build/destroy $(ARGS)

outputs: ## the URLs to paste at Discord and Ko-fi, and where to look
	@build/outputs

discord-commands: ## registers the slash commands in the community's Discord server (SCOPE=global: in all)
	@$(WITH_JDK); MVN='$(MVN)' build/discord-commands

doctor: ## what a deploy needs on this machine and in the account, and how to get what is missing (SERVERS=... at a time)
	@build/doctor

cost: $(INFRASTRUCTURE) ## what the platform costs in a month without play, and for an hour of play
	@$(WITH_JDK); build/cost $(INFRASTRUCTURE)

graph: ## infrastructure/target/graph.json, docs/pictures/infrastructure.svg and the functions' variables for tests, anew
	@$(WITH_JDK); $(MVN) -q -B -ntp test -pl infrastructure -am -Dtest=GraphTest,EnvironmentsTest -Dgraph.accept=true \
	  -Dsurefire.failIfNoSpecifiedTests=false; ls -l infrastructure/target/graph.json docs/pictures/infrastructure.svg

e2e-infra: ## deploys the stack by the real Pulumi onto the emulated AWS, plays a server on it, destroys it; needs the Pulumi CLI
	@$(WITH_JDK); $(WITH_EMULATOR); MVN='$(MVN)' build/e2e-infra

# The program alone: without the functions' zips, which take longer.
$(INFRASTRUCTURE): $(INFRASTRUCTURE_SOURCES)
	@$(WITH_JDK); echo 'Building ...'; \
	$(MVN) -q -B -ntp package -DskipTests -Dquarkus.build.skip=true -pl infrastructure -am && touch $@
