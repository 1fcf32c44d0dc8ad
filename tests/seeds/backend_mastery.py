"""Backend Mastery Roadmap, typed from its source."""

from tests.seeds.expected import Phase, Roadmap

ROADMAP = Roadmap(
    key="backend-mastery",
    slug="backend-mastery",
    title="Backend mastery",
    position=5,
    accent="madder",
    calls_phases="phase",
    audience="intermediate",
    source={"title": "Backend Mastery Roadmap"},
    phases=(
        Phase(
            number=1,
            title="Databases & Sharding (Horizontal Scaling)",
            goal=True,
            topics=(
                "SQL",
                "NoSQL",
                "Sharding, read replicas & failover strategies",
                "Data partitioning, denormalization",
            ),
            resources=(
                "MongoDB University",
                "Udemy: Mastering PostgreSQL or SQL for Performance courses",
                "Redis tutorials for caching",
            ),
            milestones=(
                "Build a small social media backend",
                "Implement sharding and read replicas",
                "Simulate high load with Apache JMeter",
            ),
        ),
        Phase(
            number=2,
            title="Caching Systems (Redis / Memcached)",
            goal=True,
            topics=(
                "When to cache (whole response vs partial data)",
                "Cache invalidation strategies",
                "Redis data structures (strings, lists, sets, hashes, sorted sets)",
                "Expiration & eviction policies",
            ),
            resources=("Redis Docs", "FreeCodeCamp Redis tutorials"),
            milestones=("Cache top posts in a social feed", "Implement TTL and eviction strategies"),
        ),
        Phase(
            number=3,
            title="Message Queues (Kafka / RabbitMQ)",
            goal=True,
            topics=(
                "Producers, consumers, topics, partitions",
                "Exactly-once vs at-least-once delivery",
                "Event-driven microservices",
            ),
            resources=("Kafka Fundamentals", "RabbitMQ Tutorials"),
            milestones=(
                "Implement email, notification, or analytics queues",
                "Connect multiple services via event-driven messaging",
            ),
        ),
        Phase(
            number=4,
            title="Load Balancing & Rate Limiting",
            goal=True,
            topics=(
                "Load balancer types",
                "Sticky sessions vs stateless services",
                "Rate limiting",
                "Reverse proxy",
            ),
            resources=(
                "DigitalOcean tutorials for NGINX and HAProxy",
                "Designing Data-Intensive Applications",
            ),
            milestones=("Deploy a Node.js app behind NGINX", "Implement API rate limiting with Redis"),
        ),
        Phase(
            number=5,
            title="Observability & Production Monitoring",
            goal=True,
            topics=(
                "Logging frameworks (Winston, Pino)",
                "Metrics collection (Prometheus, Grafana)",
                "Error reporting (Sentry)",
                "Health checks & alerting",
            ),
            resources=(
                "Prometheus & Grafana tutorials",
                "Node.js logging and monitoring tutorials",
            ),
            milestones=(
                "Deploy an app and simulate high load",
                "Monitor response times, CPU/memory, DB latency",
            ),
        ),
        Phase(
            number=6,
            title="CI/CD & Deployment Mastery",
            goal=True,
            topics=(
                "Docker & containerization",
                "Kubernetes basics for scaling",
                "CI/CD pipelines",
                "Blue/green deployments, rolling updates",
            ),
            resources=("Docker Docs", "Kubernetes Bootcamp", "GitHub Actions tutorials"),
            milestones=(
                "Containerize a Node.js backend",
                "Deploy to AWS ECS/EKS or DigitalOcean App Platform",
                "Set up automated testing + deployment",
            ),
        ),
        Phase(
            title="Testing & Quality",
            goal=True,
            topics=(
                "Unit tests (Jest, Mocha)",
                "API tests (Supertest, Postman)",
                "Integration tests with DB and queues",
                "Mocking external services",
            ),
            milestones=(
                "Write comprehensive tests for your SaaS MVP",
                "Simulate failure scenarios",
            ),
        ),
        Phase(
            title="System Design & Case Studies",
            goal=True,
            topics=(
                "Load distribution, caching, DB partitioning",
                "Event-driven architecture & microservices",
                "API design and versioning",
                "Scalability bottlenecks",
            ),
            resources=(
                "Designing Data-Intensive Applications",
                "Grokking the System Design Interview",
                "YouTube: Gaurav Sen, Tech Dummies system design tutorials",
            ),
            milestones=(
                "Design SaaS backend on paper first",
                "Simulate 10k+ concurrent users",
                "Add caching, queues, replication, and monitor performance",
            ),
        ),
    ),
    names={
        "SQL": ("advanced queries", "indexes", "joins", "transactions", "locking", "replication"),
        "NoSQL": ("MongoDB", "Redis", "DynamoDB"),
        "Build a small social media backend": ("MongoDB", "PostgreSQL"),
        "Load balancer types": ("L4", "L7"),
        "Rate limiting": ("token bucket", "leaky bucket"),
        "Reverse proxy": ("NGINX", "HAProxy"),
        "Deploy a Node.js app behind NGINX": ("round-robin",),
        "CI/CD pipelines": ("GitHub Actions", "GitLab CI", "Jenkins"),
        "System Design & Case Studies": ("Twitter", "YouTube"),
        "Designing Data-Intensive Applications": ("Martin Kleppmann",),
        "Grokking the System Design Interview": ("educative.io",),
    },
)
