"""The words of the demonstration's records: facts from the update of 4 March 2024, told anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnership.models.governance import TextKey

_ACTS = "https://www.legislation.gov.uk"
_SERIOUS_VIOLENCE = "Police, Crime, Sentencing and Courts Act 2022, section 8"
_SERIOUS_VIOLENCE_AT = f"{_ACTS}/ukpga/2022/32/section/8"


@dataclass(frozen=True)
class Text:
    key: TextKey
    text: str
    note: str = ""


TEXTS = (
    Text(
        TextKey.TERMS,
        "The Community Safety Partnership exists by law. Its responsible authorities share the duty"
        " to cut crime and antisocial behaviour, under the Crime and Disorder Act 1998. That was"
        " amended last by the Policing and Crime Act 2017 and the Police, Crime, Sentencing and"
        " Courts Act 2022.\n\nThey are the police, the council, the fire and rescue authority,"
        " health and probation, and they work with youth justice.\n\nTogether with other public and"
        " voluntary services and with residents they reduce crime and help people feel safer. They"
        " deal with antisocial behaviour, drug and alcohol misuse, re-offending and serious"
        " violence.",
        "The original deck of 2024 named an “Antisocial Behaviour Act 2014”. There is none:"
        " the act is the Anti-social Behaviour, Crime and Policing Act 2014.",
    ),
    Text(
        TextKey.OPENNESS,
        "Every agency may scrutinise the partnership’s business, and the council’s overview and"
        " scrutiny function in particular.\n\nThe partnership works so that scrutiny can shape"
        " policy early and support the review of decisions. Scrutiny can also follow results and"
        " targets, and look again at practice and progress.",
    ),
    Text(
        TextKey.WORKING,
        "The Active Intelligence Mapping (AIM) group meets every month. It looks for patterns in"
        " the figures of several agencies and sends resources to what is emerging. Its chair"
        " reports to the partnership.\n\n"
        "Thematic groups bring several agencies to one theme. Task and finish groups are set up as"
        " they are needed. Both link with the four Neighbourhood Action Partnerships.",
    ),
    Text(
        TextKey.WHAT_IS_PREVENT,
        "- Prevent safeguards people at risk of radicalisation, and stops those who would have them"
        " support terrorism from exploiting them\n"
        "- It steps in early, to protect people and communities from the harm of terrorism\n"
        "- Support through Channel is confidential, and nobody has to take it\n"
        "- Partners in communities, civil society and public bodies deliver it together\n"
        "- More for everybody: [GOV.UK/PREVENT](https://www.gov.uk/prevent)",
    ),
    Text(
        TextKey.PREVENT_FACT_EARLY,
        "Prevent is about stepping in early and safeguarding. It supports people at risk before"
        " any crime is committed.\n\n"
        "Worried about somebody? Help is at [GOV.UK/PREVENT](https://www.gov.uk/prevent).",
    ),
    Text(
        TextKey.PREVENT_FACT_SUPPORT,
        "Support through Prevent does not go on anybody’s criminal record. It connects them with"
        " the help that gets their life back on track.\n\n"
        "Worried about somebody? Help is at [GOV.UK/PREVENT](https://www.gov.uk/prevent).",
    ),
    Text(
        TextKey.LOCAL_RESPONSE,
        "- The Operational Prevent Group leads on action plans that lower the risk by making"
        " communities more resilient and aware\n"
        "- Training and raising awareness\n"
        "- Telling people that Prevent is there to safeguard",
    ),
    Text(
        TextKey.OPERATIONAL_GROUP,
        "- Several agencies: the council’s departments for people who may be vulnerable, such as"
        " youth justice and social care. Others belong to it too, such as Middlesbrough College\n-"
        " Every year it makes and leads an action plan. So those who support people know the risks,"
        " and know that Prevent safeguards\n- Beside scrutiny, others oversee the work: see the"
        " bodies listed",
    ),
    Text(
        TextKey.OFFER_DEPARTMENTS,
        "The Prevent lead offers departments, commissioned services and the third sector:\n"
        "- updates on new concerns and vulnerabilities\n"
        "- training and guidance face to face\n"
        "- advice on whether a referral is right\n"
        "- help with building Prevent and Channel into how they work\n"
        "- the Home Office’s e-learning on both",
    ),
    Text(
        TextKey.OFFER_SCHOOLS,
        "The Prevent lead offers every school:\n"
        "- training for at least one designated safeguarding lead: WRAP 3 until the new product,"
        " face to face, replaces it\n"
        "- products for Prevent, and for being resilient and critical online\n"
        "- guidance on safeguarding concerns about Prevent, with the Department for Education\n"
        "- awareness sessions for governors, in person or online\n"
        "- advice together with the council’s safeguarding lead and the department’s regional lead",
        "The original deck calls the department “DFES”: it has been the Department for Education"
        " since 2010.",
    ),
    Text(
        TextKey.AWARENESS,
        "- Professionals of the council, partners and the third sector hear how Prevent safeguards"
        " and how to refer somebody\n- Sessions with schools, community groups and commissioned"
        " services, and campaigns that answer myths\n- Roadshows and roundtables in 2022 and 2023"
        " took the mystery out of Prevent; more are planned for 2024\n- With schools we reach"
        " parents too, on risks online, isolation and feeling powerless. Those who draw people"
        " towards terrorism look for these",
    ),
    Text(
        TextKey.WHAT_IS_CHANNEL,
        "- Channel across Cleveland suits its help to each person\n- Its panel is a safeguarding"
        " meeting of several professions. Together they help somebody withstand a radicalising"
        " story, and deal with what makes them susceptible\n- It works by consent, which must be"
        " sought from the person\n- Support depends on what the person needs. It may be help with"
        " education or careers, with mental or emotional health, or digital safety training for"
        " parents",
        "The original deck says that regional figures are low. No regional figure is held, on"
        " purpose, so that this cannot be checked.",
    ),
)


@dataclass(frozen=True)
class OneDuty:
    name: str
    asks: str
    statute: str
    link: str
    cycle_months: int | None = None
    cycle_note: str = ""
    last_done: date | None = None
    next_due: date | None = None
    is_of_the_deck: bool = True
    note: str = ""
    evidence_link: str = ""
    shown_at: str = ""


DUTIES = (
    OneDuty(
        "Strategic assessment and community safety plan",
        "Produce a strategic intelligence assessment, and a plan that sets out the priorities and"
        " how they will be addressed.",
        "Crime and Disorder Act 1998, section 6; SI 2007/1830 as amended",
        f"{_ACTS}/ukpga/1998/37/section/6",
        12,
        "As made, the 2007 regulations ask for a yearly assessment and a plan for three years that"
        " is revised each year. The 2011 amendment thinned the detail.",
        date(2023, 11, 1),
        date(2024, 11, 1),
        note=(
            "The original deck of 2024 says “reviewed every 2 years”. As made, the regulations"
            " of 2007 asked for a yearly assessment and a plan of three years, revised each year."
        ),
        shown_at="governance/assessments/",
    ),
    OneDuty(
        "Consult and engage with the community",
        "Hear residents on crime and disorder, and on what the plan should put first.",
        "Crime and Disorder Act 1998, section 6; SI 2007/1830 as amended",
        f"{_ACTS}/uksi/2007/1830/contents",
        12,
        "With each revision of the plan.",
        date(2023, 9, 29),
        date(2024, 9, 30),
    ),
    OneDuty(
        "Strategy to reduce re-offending",
        "Formulate and carry out a strategy to reduce re-offending by adults and by young people.",
        "Crime and Disorder Act 1998, section 6, as amended by the Policing and Crime Act 2009,"
        " section 108",
        f"{_ACTS}/ukpga/2009/26/section/108",
        12,
        "With the plan.",
        date(2023, 3, 31),
        date(2024, 4, 1),
        shown_at="priorities/",
    ),
    OneDuty(
        "Information sharing protocol",
        "Prepare a protocol that every responsible authority signs, and share depersonalised"
        " sets of data at least every quarter.",
        "Crime and Disorder Act 1998, section 17A; SI 2007/1831",
        f"{_ACTS}/uksi/2007/1831/contents",
        3,
        "Each information period of three months from 1 July 2007, by the end of the next"
        " (SI 2007/1831).",
        date(2023, 12, 29),
        date(2024, 3, 31),
        shown_at="governance/protocols/",
    ),
    OneDuty(
        "Scrutiny of crime and disorder",
        "See that a committee can review or scrutinise decisions and other action, and make reports"
        " or recommendations.",
        "Police and Justice Act 2006, sections 19 to 21; SI 2009/942",
        f"{_ACTS}/ukpga/2006/48/section/19",
        12,
        "The committee meets for this at least once in every twelve months (SI 2009/942).",
        date(2023, 3, 6),
        date(2024, 3, 4),
        evidence_link="https://moderngov.middlesbrough.gov.uk/ieListDocuments.aspx?CId=1333&MId=8525",
        shown_at="scrutiny/",
    ),
    OneDuty(
        "Domestic homicide reviews",
        "Establish reviews as they are needed.",
        "Domestic Violence, Crime and Victims Act 2004, section 9",
        f"{_ACTS}/ukpga/2004/28/section/9",
        # Beside the duty, and not in the update: the act is of May 2024.
        cycle_note="As needed. Section 19 of the Victims and Prisoners Act 2024 will call them"
        " domestic abuse related death reviews.",
        note="The original deck of 2024 left “Victims” out of the act’s name.",
        shown_at="governance/death-reviews/",
    ),
    OneDuty(
        "Prevent duty",
        "Have due regard to the need to prevent people from being drawn into terrorism.",
        "Counter-Terrorism and Security Act 2015, section 26",
        f"{_ACTS}/ukpga/2015/6/section/26",
        12,
        "The Home Office’s yearly assurance.",
        date(2023, 6, 30),
        date(2024, 6, 28),
        shown_at="prevent/register/",
    ),
    OneDuty(
        "Serious Violence Duty",
        "Prevent and reduce serious violence. Agree a definition, a needs assessment and a"
        " strategy, and review it every year.",
        "Police, Crime, Sentencing and Courts Act 2022, sections 8 to 11",
        f"{_ACTS}/ukpga/2022/32/part/2/chapter/1",
        12,
        "The statutory guidance asks for a yearly review of the strategy.",
        date(2024, 1, 31),
        date(2025, 1, 31),
        # The definition that the partnership agreed, with its version.
        shown_at="methods/violence/serious/",
    ),
    OneDuty(
        "Serious violence: needs assessment",
        "Find out what serious violence there is in the area and, as far as can be told, why.",
        _SERIOUS_VIOLENCE,
        _SERIOUS_VIOLENCE_AT,
        12,
        "Looked at again with the strategy.",
        date(2023, 11, 1),
        date(2024, 11, 1),
        is_of_the_deck=False,
        shown_at="violence/serious/",
    ),
    OneDuty(
        "Serious violence: strategy",
        "Prepare, publish and carry out a strategy that answers the needs assessment.",
        _SERIOUS_VIOLENCE,
        _SERIOUS_VIOLENCE_AT,
        12,
        "The statutory guidance asks for a look at it every year.",
        date(2024, 1, 31),
        date(2025, 1, 31),
        is_of_the_deck=False,
        shown_at="priorities/",
    ),
    OneDuty(
        "Serious violence: yearly review",
        "Look at the strategy again each year, and say what has changed.",
        _SERIOUS_VIOLENCE,
        _SERIOUS_VIOLENCE_AT,
        12,
        "The statutory guidance asks for it every year.",
        date(2024, 1, 31),
        date(2025, 1, 31),
        is_of_the_deck=False,
        shown_at="priorities/",
    ),
    OneDuty(
        "ASB case reviews",
        "Have a procedure by which victims may ask for a review of their case, and publish four"
        " counts at least once a year.",
        "Anti-social Behaviour, Crime and Policing Act 2014, section 104",
        f"{_ACTS}/ukpga/2014/12/section/104",
        12,
        "Published at least once a year (section 104).",
        date(2023, 6, 12),
        date(2024, 6, 12),
        shown_at="governance/case-reviews/",
        is_of_the_deck=False,
    ),
)
