"""A small hall for tests: two floors, four queues, one matter of every handling mode."""

from datetime import date, time

from hall.places import (
    Audience,
    Body,
    Department,
    Directory,
    Entrance,
    Floor,
    Hall,
    Handling,
    HandlingMode,
    KioskPlace,
    Material,
    Matter,
    MatterToday,
    Node,
    OriginalHall,
    Path,
    PathKind,
    Placement,
    Queue,
    Room,
    RoomKind,
    SearchKeys,
    Session,
    Text,
    Theme,
    TownCentre,
    Window,
    Zone,
)
from hall.plane import Point, Rect

DAY = date(2026, 3, 2)


def make_directory(*, business_date: date = DAY) -> Directory:
    """Return the small hall's directory."""
    return Directory(
        business_date=business_date,
        hall=_hall(),
        floors=_floors(),
        paths=_paths(),
        queues=_queues(),
        windows=_windows(),
        departments=_departments(),
        department_handling={
            "social": HandlingMode.PERMANENT,
            "civil": HandlingMode.PERMANENT,
            "commerce": HandlingMode.PERMANENT,
            "forestry": HandlingMode.COMPREHENSIVE,
            "water": HandlingMode.NOT_MOVED_IN,
        },
        themes=(
            Theme(theme_id="marriage", name=Text(zh="结婚生育", en="Marriage and birth"), icon="heart"),
            Theme(theme_id="business", name=Text(zh="开办企业", en="Starting a business"), icon="storefront"),
        ),
        matters=_matters(),
        prefixes=("A", "B", "C"),
        towns=(
            TownCentre(
                town_id="east",
                name=Text(zh="东镇行政服务中心", en="East Town Service Centre"),
                address=Text(zh="东镇人民路1号", en="1 Renmin Road, East Town"),
                hours=Text(zh="周一至周五 9:00–17:00", en="Mon–Fri 9:00–17:00"),
                phone="023-5555 0101",
                way=Text(zh="乘 101 路到东镇站，步行 200 米", en="Bus 101 to East Town, then walk 200 m"),
            ),
        ),
    )


def _hall() -> Hall:
    return Hall(
        hall_id="small",
        name=Text(zh="小小服务中心", en="Small Service Centre"),
        address=Text(zh="一号路1号", en="1 First Road"),
        time_zone="Asia/Shanghai",
        opens_on=date(2012, 3, 1),
        original_hall=OriginalHall(
            name=Text(zh="原大厅", en="The original hall"),
            address=Text(zh="老城区", en="Old town"),
            way=Text(zh="请到原大厅办理", en="Please go to the original hall"),
        ),
        hours=(Session(weekdays=(1, 2, 3, 4, 5), opens=time(9), closes=time(17)),),
        featured=("insure", "marry", "licence", "timber"),
        notices=(Text(zh="老人优先", en="Older people first"),),
    )


def _floors() -> tuple[Floor, ...]:
    outline = (Point(0, 0), Point(30, 0), Point(30, 16), Point(0, 16))
    return (
        Floor(
            floor_id="1",
            name=Text(zh="一楼", en="Floor 1"),
            short="1F",
            colour="ink",
            outline=outline,
            rooms=(_lift("1"),),
            nodes=(
                Node(node_id="1-door", at=Point(15, 1), landmark=Text(zh="大门", en="the main entrance")),
                Node(node_id="1-k1", at=Point(10, 6)),
                Node(node_id="1-lift", at=Point(4, 6), landmark=Text(zh="电梯", en="the lift")),
            ),
            entrances=(Entrance(name=Text(zh="正门", en="Main entrance"), at=Point(15, 0)),),
            kiosks=(KioskPlace(kiosk_id="K1", name=Text(zh="1号取号机", en="Kiosk 1"), node="1-k1", at=Point(10, 7)),),
        ),
        Floor(
            floor_id="2",
            name=Text(zh="二楼", en="Floor 2"),
            short="2F",
            colour="teal",
            outline=outline,
            zones=(Zone(zone_id="A", name=Text(zh="A 区", en="Zone A")),),
            rooms=(
                Room(
                    room_id="2-hall",
                    kind=RoomKind.HALL,
                    name=Text(zh="办事大厅", en="Service hall"),
                    place=Rect(6, 2, 22, 12),
                ),
                _lift("2"),
            ),
            nodes=(
                Node(node_id="2-lift", at=Point(4, 6), landmark=Text(zh="电梯", en="the lift")),
                Node(node_id="2-turn", at=Point(12, 6)),
                Node(node_id="2-w1", at=Point(12, 11)),
                Node(node_id="2-w2", at=Point(16, 11)),
                Node(node_id="2-w3", at=Point(20, 11)),
            ),
        ),
    )


def _lift(floor: str) -> Room:
    return Room(room_id=f"{floor}-lifts", kind=RoomKind.LIFT, name=Text(zh="电梯", en="Lift"), place=Rect(2, 4, 3, 4))


def _paths() -> tuple[Path, ...]:
    return (
        Path(a="1-door", b="1-k1"),
        Path(a="1-k1", b="1-lift"),
        Path(a="1-lift", b="2-lift", kind=PathKind.LIFT, seconds=25),
        Path(a="2-lift", b="2-turn"),
        Path(a="2-turn", b="2-w1"),
        Path(a="2-w1", b="2-w2"),
        Path(a="2-w2", b="2-w3"),
    )


def _queues() -> tuple[Queue, ...]:
    return (
        Queue(queue_id="social", name=Text(zh="社会保险", en="Social insurance"), series="social"),
        Queue(queue_id="civil", name=Text(zh="民政", en="Civil affairs"), series="civil"),
        Queue(queue_id="commerce", name=Text(zh="工商登记", en="Business registration"), series="commerce"),
        Queue(queue_id="general", name=Text(zh="综合窗口", en="Comprehensive"), series="general"),
    )


def _windows() -> tuple[Window, ...]:
    places = {"1": ("social", "civil"), "2": ("social",), "3": ("commerce", "general")}
    return tuple(
        Window(
            window_id=window_id,
            floor="2",
            zone="A",
            place=Rect(7 + 4 * int(window_id), 13, 3, 2),
            node=f"2-w{window_id}",
            queues=queues,
        )
        for window_id, queues in places.items()
    )


def _departments() -> tuple[Department, ...]:
    names = {
        "social": ("社保局", "Social Insurance Bureau", "shield-check", Body.DISTRICT),
        "civil": ("民政局", "Civil Affairs Bureau", "users", Body.DISTRICT),
        "commerce": ("工商局", "Industry and Commerce Bureau", "storefront", Body.CITY),
        "forestry": ("林业局", "Forestry Bureau", "tree", Body.DISTRICT),
        "water": ("水务局", "Water Bureau", "drop", Body.DISTRICT),
    }
    return tuple(
        Department(department_id=id_, name=Text(zh=zh, en=en), body=body, icon=icon, placements=())
        for id_, (zh, en, icon, body) in names.items()
    )


def _matters() -> tuple[MatterToday, ...]:
    return (
        MatterToday(
            matter=_matter(
                "insure", "social", "社会保险登记", "Social insurance registration", minutes=8, also=("社保",)
            ),
            handling=Handling(mode=HandlingMode.PERMANENT, queue="social", windows=("1", "2")),
            keys=SearchKeys(readings=("she hui/kuai bao xian deng ji", "she bao")),
        ),
        MatterToday(
            matter=_matter("marry", "civil", "婚姻登记", "Marriage registration", themes=("marriage",)),
            handling=Handling(mode=HandlingMode.PERMANENT, queue="civil", windows=("1",)),
            keys=SearchKeys(readings=("hun yin deng ji",)),
        ),
        MatterToday(
            matter=_matter(
                "licence", "commerce", "营业执照", "Business licence", themes=("business",), audiences=(Audience.FIRM,)
            ),
            handling=Handling(mode=HandlingMode.PERMANENT, queue="commerce", windows=("3",)),
            keys=SearchKeys(readings=("ying ye zhi zhao",)),
        ),
        MatterToday(
            matter=_matter("timber", "forestry", "林木采伐许可", "Timber felling licence"),
            handling=Handling(mode=HandlingMode.COMPREHENSIVE, queue="general", windows=("3",)),
            keys=SearchKeys(readings=("lin mu cai fa xu ke",)),
        ),
        MatterToday(
            matter=_matter("subsidy", "civil", "高龄津贴", "Old-age allowance"),
            handling=Handling(mode=HandlingMode.DELEGATED, towns=("east",)),
            keys=SearchKeys(readings=("gao ling jin tie",)),
        ),
        MatterToday(
            matter=_matter("well", "water", "取水许可", "Water abstraction licence", audiences=(Audience.FIRM,)),
            handling=Handling(
                mode=HandlingMode.NOT_MOVED_IN,
                note=Text(zh="水务局尚未入驻，请到原大厅办理", en="Not here yet: please go to the original hall"),
            ),
            keys=SearchKeys(readings=("qu shui xu ke",)),
        ),
    )


def _matter(
    matter_id: str,
    department: str,
    zh: str,
    en: str,
    *,
    minutes: int = 10,
    themes: tuple[str, ...] = (),
    audiences: tuple[Audience, ...] = (Audience.PERSON,),
    also: tuple[str, ...] = (),
) -> Matter:
    return Matter(
        matter_id=matter_id,
        department=department,
        name=Text(zh=zh, en=en),
        also=also,
        audiences=audiences,
        materials=(
            Material(zh="身份证原件及复印件", en="Identity card, original and copy"),
            Material(zh="申请表", en="Application form"),
        ),
        limit_days=0,
        minutes=minutes,
        themes=themes,
        fee=Text(zh="免费", en="Free of charge"),
        placements=(Placement(mode=HandlingMode.PERMANENT),),
    )
