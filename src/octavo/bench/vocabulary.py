"""The words that the made-up book is written with, commonest first."""

COMMON = """
the of and to in a was that had by for on his with at from it were as which he but not be this have an
their or they been who after when would one its is more into all before only no could two than out could
under some there
""".split()

RARER = """
government council letter harbour winter railway minister treaty province morning question garrison
report bridge merchant evidence journey regiment archive frontier newspaper harvest village commission
decision witness officer capital telegram engineer election captain petition account customs granary
surveyor printer magistrate orchard settlement procession tradition landing correspondence advantage
neighbour parliament proposal expedition failure argument warehouse observation permission difficulty
preparation explanation consequence independence arrangement written carried ordered refused promised
crossed believed described reached answered followed remembered published abandoned considered negotiated
transferred recommended interrupted understood gathered divided repaired measured northern early narrow
public distant careful uncertain remaining considerable official experienced unexpected private
provincial temporary reluctant independent administrative quickly openly seldom together nearly
afterwards elsewhere perhaps already eventually deliberately without against between during through
beyond toward within among until seventeen forty hundred thousand river valley island castle market
garden window paper lamp table horse wagon ship
""".split()

NAMES = """
Alder Birch Cawley Dunmore Ellery Fenwick Garland Hartwell Ingram Jessop Kendall Lorimer Marlowe Norwood
Ormond Pembroke Quincey Ravenel Selwyn Thornton Underhill Vaughan Westlake Yardley Ashby Barlow Colby
Drayton Easton Farnham
""".split()

PLACES = """
Amberley Brackwater Castleford Dunhaven Eastmere Fairholm Greywick Hollowmoor Inverlea Kingsreach
Longstrand Millbrook Netherby Oakhurst Priorsfield Ravensea Stonegate Thistledown Upwell Westerhythe
""".split()
