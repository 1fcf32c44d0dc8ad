"""Names and zones of people who never were."""

from random import Random

FIRST = """
    Ada Aditi Amara Anh Andrés Beatriz Ben Chiara Dalia Daniel Elif Emre Fatou Freya Gabriel Hana
    Hugo Ilse Iván Jae-won Jonas Kofi Leila Lucía Maja Mateus Mei Mika Milan Nadia Noor Oskar Priya
    Rania Sam Sofia Thandi Tomás Viktor Yara Zeynep Zoë Ingrid Kwame Lena Marek Nia Omar Petra Quinn
""".split()  # noqa: SIM905 -- they are easier to read so
LAST = """
    Achterberg Alves Amini Arslan Brandt Costa Demir Diop Eze Ferrer Greco Haddad Hale Horvat
    Ivanova Kaya Khoury Kim Lindqvist Lund Mansour Marchetti Mensah Mokoena Molina Müller Nair
    Nguyen Nowak Okafor Osei Petrov Rahman Rao Roy Saleh Sato Silva Stone Tanaka Virtanen Weber
    Whitlock Wilk Yilmaz Zhang
""".split()  # noqa: SIM905
ZONES = (
    *("Europe/Berlin", "Europe/Berlin", "Europe/Lisbon", "Europe/Warsaw", "Africa/Lagos"),
    *("Asia/Kolkata", "America/Sao_Paulo", "America/New_York", "Asia/Tokyo"),
)


def name(random: Random) -> str:
    return f"{random.choice(FIRST)} {random.choice(LAST)}"
