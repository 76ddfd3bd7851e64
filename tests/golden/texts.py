"""The articles of the scenario: (title, paragraphs) by a short name. Only the last three are of one matter."""

TEXTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "toll": (
        "Fishing boat capsizes off Corvo with pilgrims aboard",
        (
            "At least 12 people drowned when a fishing boat with pilgrims capsized off Corvo, the harbour office said.",
            "The boat had left Galt at noon with 46 passengers, twice as many as it was built to carry that far out.",
            "Divers searched the wreck until the tide turned, and relatives waited on the mole with blankets and tea.",
            "A court in Galt has taken the owner's papers and closed the landing stage until further notice.",
        ),
    ),
    "minister": (
        "New head of the archive named after long dispute",
        (
            "The cabinet named the historian Ana Torvald as head of the state archive after a dispute of two years.",
            "Torvald had catalogued the letters of the resettlement and fought for opening them to the families.",
            "Her predecessor left when shelves were found empty that the inventory still listed as complete.",
            "The reading room opens again in spring, with longer hours and without the fee of former times.",
        ),
    ),
    "bridge": (
        "Bridge over the Elvra to close for repairs",
        (
            "Lorries have to take the road by Zelna from next week, since two pillars of the old bridge were scoured.",
            "Engineers found the holes with a sonar that was bought for counting sturgeon in the lower river.",
            "Shopkeepers on the left bank fear for their winter trade and ask for a ferry in the meantime.",
            "The province pays for the stone, the two towns for the men who are to lay it under water.",
        ),
    ),
    "mine": (
        "Inquest into the Brannock mine fire ends",
        (
            "The coroner found that the alarm in the eastern shaft was working on the night of the fire at Brannock.",
            "Miners had told the hearing of sirens that came too late to reach the men at the conveyor belt.",
            "The company showed log sheets with entries for each quarter of an hour, signed by the same hand.",
            "Widows of the dead walked out as the verdict was read and gathered under the winding tower.",
        ),
    ),
    "quote": (
        "Nurses of the island clinic end their vigil",
        (
            "The nurses of the island clinic ended their vigil before the governor's house after nineteen nights.",
            "“We will go back to the wards on Monday, and we will count the beds ourselves,” said Marit Oske.",
            "She had led the protest since a storeroom with new stretchers was found locked and forgotten.",
            "The governor promised a second ambulance boat and a doctor who stays through the winter months.",
        ),
    ),
    "correction": (
        "Orchestra of Ostrel plays in the old tannery",
        (
            "The orchestra of Ostrel gave its first concert in the old tannery, whose roof had been mended in June.",
            "Listeners sat between the vats, and the cellos stood where hides were once hung up to dry.",
            "The conductor Ivo Haldane wants to play there each month as long as the stoves can be paid for.",
            "Tickets cost as much as a loaf of bread, and the first three evenings were sold within an hour.",
        ),
    ),
    "typo": (
        "Beekeepers count their losses after wet summer",
        (
            "Beekeepers of the upper valleys have lost every third colony after the wettest summer on record.",
            "The mite spread early, and heather honey, which pays for the winter sugar, was not harvested at all.",
            "A laboratory in Lisse recieved samples of four hundred hives and found two kinds of the same fungus.",
            "Schools will plant lime trees along the canal so that there is something in bloom in July.",
        ),
    ),
    "byline": (
        "Lighthouse keepers' cottages become a school",
        (
            "Twelve children moved into the cottages under the lighthouse, which are a school since this morning.",
            "The keepers had left when the lamp was made to light itself, and goats had lived in the kitchen.",
            "Parents laid the floors, and a retired pilot teaches mathematics by means of tide tables.",
            "The ministry pays one teacher and has lent a stove, two globes and a box of dictionaries.",
        ),
    ),
    "dated": (
        "Seed bank gets grain from four mountain villages",
        (
            "Four villages brought barley and spelt to the seed bank at Delmark, in jars with handwritten labels.",
            "Some of the sorts had been thought extinct, among them a black oat that ripens under snow.",
            "Botanists will sow a third of each jar and keep the rest at eighteen degrees below freezing.",
            "The villages get half of the harvest back, and a say in who may breed from it later.",
        ),
    ),
    "flapping": (
        "Tram line to the harbour opens after eleven years",
        (
            "The first tram reached the harbour at six in the morning, full of bakers, dockers and a brass band.",
            "The line had been begun eleven years ago and stopped twice, once for a burial ground and once for money.",
            "Trams run every ten minutes by day and every half hour at night, also on the feast of Saint Ode.",
            "A return ticket costs two crowns, and bicycles travel free on the open platform at the rear.",
        ),
    ),
    "lost": (
        "Parish registers of Hollin appear at auction",
        (
            "Three parish registers that vanished from Hollin in the war are to be sold at an auction abroad.",
            "They hold the baptisms of forty years, and the only record of the families of the lower mill.",
            "The parish has asked a judge to stop the sale, and neighbours collect money in case he will not.",
            "The dealer says he had the volumes from a widow who used them to press flowers and ferns.",
        ),
    ),
    "moving": (
        "Glass workers buy the furnace of their factory",
        (
            "The workers of the glass factory at Merrow bought its furnace with their severance pay, and lit it again.",
            "They blow medicine bottles as before, and on Fridays lamps to the drawings of their apprentices.",
            "A bank in the capital had refused the credit, a savings club of the quarry men granted it.",
            "Orders last until March, and the town lets them have the hall for a rent of one crown.",
        ),
    ),
    "document": (
        "Statement on the detention of two surveyors",
        (
            "We are alarmed by the detention of two surveyors who mapped abandoned wells in the district of Tolland.",
            "Neither of them has seen a lawyer, and their instruments were taken as evidence of espionage.",
            "The maps had been ordered by the farmers' council and were shown in public in the spring.",
            "We call on the authorities to release both without delay and to return what was taken from them.",
        ),
    ),
    "reused": (
        "Night market moves indoors for the cold months",
        (
            "The night market of Farrow moves into the engine shed, where the stalls stand between two locomotives.",
            "Cooks may use gas, and the fire brigade has counted the exits twice before it gave its consent.",
            "Musicians play from the coal tender, one hour each, and a bell tells them when their time is up.",
            "In April the market goes back to the square, unless the shed has made too many friends by then.",
        ),
    ),
    "heir": (
        "Comet seen with the naked eye over the plain",
        (
            "A comet stood over the plain before dawn, bright enough to be seen from the lit streets of Kells.",
            "The observatory opened its dome to everyone, and the queue reached down to the cemetery wall.",
            "Astronomer Rhea Lindqvist had found it on a plate taken for another purpose nine months ago.",
            "It will be gone by the weekend and comes back, if it does, in some eleven thousand years.",
        ),
    ),
    "captcha": (
        "Weavers of Ister settle their dispute over looms",
        (
            "The weavers of Ister settled their dispute over the narrow looms after a mediator had counted threads.",
            "The new rule allows two patterns a week, and cloth with a fault may be sold at the gate.",
            "Both guilds will train girls as well, which the older of the two had refused for a century.",
            "The first cloth under the rule is to be given to the hospital, as was the custom before.",
        ),
    ),
    "amp": (
        "Salt works of Bresk found older than the town",
        (
            "Wooden troughs found under the car park show that salt was made at Bresk before there was a town.",
            "The oak was felled in a winter some three thousand years ago, as the rings of the planks tell.",
            "Children's footprints are pressed into the clay beside the largest trough, heel by heel.",
            "The find will be covered again with sand, since a museum for it would cost more than the town has.",
        ),
    ),
    "stated": (
        "Postmen get the old mule track as their road",
        (
            "The postmen of the Karst may use the mule track again, which saves them two hours on each round.",
            "It had been closed since a landslide carried off a chapel, a shed and most of an orchard.",
            "Volunteers built steps of chestnut, and a rope now leads across the place where the chapel stood.",
            "Parcels above ten kilograms go by the valley as before, and so does everything that is alive.",
        ),
    ),
    "grain": (
        "Mill reopens with water from the old weir",
        (
            "The mill at Lorne grinds again with water from the weir, which beavers had raised by a hand's breadth.",
            "The miller Otto Brandt sells rye flour by the sack and lets customers watch the stones turn.",
            "An inspector measured the noise at night and found the frogs to be louder than the wheel.",
        ),
    ),
    "chess": (
        "Chess title goes to a pupil of nineteen",
        (
            "Noor Vandersteen won the national title on her first attempt with eight points out of nine games.",
            "She had learned the game from her grandfather, who ran a club above the pharmacy in Delmark.",
            "Her last opponent gave up after thirty-one moves when his queen was trapped at the edge of the board.",
        ),
    ),
    "masks": (
        "Museum hands carved figures back to Arlen",
        (
            "The museum of Grauburg has handed back eleven carved figures that were bought for it in 1897.",
            "Researchers had gone through letters of the collector to find out how he had come by them.",
            "A delegation received the wooden crates in the courtyard and sang before the lids were closed.",
        ),
    ),
    "radio": (
        "Radio of the deaf goes on the air in pictures",
        (
            "A station that broadcasts in sign language began its programme in a former bakery in Dunmere.",
            "Its presenters read the weather, the council's minutes and, once a week, letters of complaint.",
            "The first broadcast was watched in cafés, where guests asked the hearing to be a little quieter.",
        ),
    ),
    "train": (
        "Express stops again at the halt of Jarn",
        (
            "The express stops at Jarn again, after a farmer had proved that the halt was never closed by law.",
            "He had found the timetable of 1931 in a cupboard and laid it before the railway's lawyers.",
            "Two people got off on the first day, and one of them had only been asleep in the dining car.",
        ),
    ),
    "paywall": (
        "The long way of a stolen altar from Elsham",
        (
            "The altar of Elsham stood for nine years in a garage, behind tyres and a boat without a keel.",
            "It had been sawn into seven pieces, and the thieves numbered them in chalk so as to know the order.",
            "A restorer recognised the hand of the saint in a catalogue, where it was offered as a bookend.",
            "Police bought the hand, then the sleeve, and followed the seller from market to market for a year.",
            "In the garage they found all of it but the lamb, which is still missing and of gilded lime.",
            "The owner of the garage told the court that he had taken the altar for a piece of a carousel.",
            "Judges believed him, and the parish has invited him to the feast on which it is set up again.",
            "The cost of the repair is paid by a brewery, whose sign will not be seen in the church itself.",
        ),
    ),
    "halcyon": (
        "Ferry Halcyon aground off Kestrel Point",
        (
            "The ferry Halcyon ran aground off Kestrel Point on Friday night with 212 people aboard, the coastguard at "
            "Sandhaven said. Lifeboats took the passengers off the ferry before dawn, and nobody was hurt.",
        ),
    ),
    "halcyon2": (
        "Passengers of the Halcyon brought ashore",
        (
            "Passengers told how the Halcyon struck the shoals off Kestrel Point. The coastguard said that all 212 "
            "people aboard the ferry were brought to Sandhaven by lifeboats.",
        ),
    ),
    "halcyon3": (
        "Owner of the Halcyon speaks of inspections",
        (
            "The owner of the Halcyon said that the ferry had passed every inspection before it ran aground off "
            "Kestrel Point. In Sandhaven the coastguard has begun to hear the passengers.",
        ),
    ),
}
