"""Backend Learning Path: Beginner to Advanced, typed from its source."""

from tests.seeds.expected import Phase, Roadmap

ROADMAP = Roadmap(
    key="backend-layers",
    slug="backend-in-layers",
    title="Backend in layers",
    position=2,
    accent="ochre",
    calls_phases="level",
    audience="mixed",
    source={"title": "Backend Learning Path: Beginner to Advanced"},
    phases=(
        Phase(
            title="Beginner",
            headline=None,
            level="beginner",
            topics=(
                "Request validation and response boundaries",
                "Separating controllers from service logic",
                "Keeping business rules out of transport code",
            ),
        ),
        Phase(
            title="Intermediate",
            headline=None,
            level="intermediate",
            topics=(
                "API Rate Limiting and Fairness Design",
                "API Idempotency Key Lifecycle Design",
                "Circuit Breaker with Resilience4j",
                "Redis Caching",
                "How platforms protect shared capacity",
                "How retries and duplicate requests behave safely",
                "How dependency failure changes API behavior",
            ),
        ),
        Phase(
            title="Advanced",
            headline="Distributed architecture and workflow control",
            level="advanced",
            topics=(
                "Kafka Event-Driven Architecture",
                "Distributed Transactions with Outbox and Inbox",
                "Saga Orchestration vs Choreography",
                "Core MSA Patterns",
                "CQRS and Event Sourcing",
                "Data ownership and service boundaries",
                "Eventual consistency and compensation",
                "Operational visibility across distributed workflows",
            ),
        ),
    ),
    related=(
        "Saga Orchestration vs Choreography in Real Systems",
        "Core MSA Patterns: API Gateway, Circuit Breaker, and Event-Driven Design",
        "AI Learning Path: Beginner to Advanced",
        "Database Learning Path: Beginner to Advanced",
    ),
    next=("Database Learning Path: Beginner to Advanced",),
)
