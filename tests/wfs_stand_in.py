"""A small WFS 1.1.0 of one feature type, for the tests: what a council's map server answers, and what it answers when it fails."""

from __future__ import annotations

from collections.abc import Sequence

from .map_server import MapServer, ring

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_CAPABILITIES = """{head}
<wfs:WFS_Capabilities version="1.1.0" xmlns:wfs="http://www.opengis.net/wfs" xmlns:ows="http://www.opengis.net/ows"
  xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:gis="http://gis.example/">
 <ows:OperationsMetadata>
  <ows:Operation name="GetFeature"><ows:DCP><ows:HTTP><ows:Get xlink:href="{address}?"/></ows:HTTP></ows:DCP>
   <ows:Parameter name="resultType"><ows:Value>results</ows:Value><ows:Value>hits</ows:Value></ows:Parameter></ows:Operation>
  <ows:Operation name="DescribeFeatureType"><ows:DCP><ows:HTTP><ows:Get xlink:href="{address}?"/></ows:HTTP></ows:DCP></ows:Operation>
 </ows:OperationsMetadata>
 <wfs:FeatureTypeList><wfs:Operations><wfs:Operation>Query</wfs:Operation></wfs:Operations>
  <wfs:FeatureType><wfs:Name>gis:tpo</wfs:Name><wfs:Title>Tree preservation orders</wfs:Title>
   <wfs:DefaultSRS>urn:ogc:def:crs:EPSG::27700</wfs:DefaultSRS>
   <ows:WGS84BoundingBox><ows:LowerCorner>-0.2 51.4</ows:LowerCorner><ows:UpperCorner>0.0 51.6</ows:UpperCorner></ows:WGS84BoundingBox>
  </wfs:FeatureType></wfs:FeatureTypeList>
 <ogc:Filter_Capabilities/>
</wfs:WFS_Capabilities>"""
_TYPE = """{head}
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml" xmlns:gis="http://gis.example/"
  elementFormDefault="qualified" targetNamespace="http://gis.example/">
 <xsd:import namespace="http://www.opengis.net/gml" schemaLocation="http://schemas.opengis.net/gml/3.1.1/base/gml.xsd"/>
 <xsd:complexType name="tpoType"><xsd:complexContent><xsd:extension base="gml:AbstractFeatureType"><xsd:sequence>
  <xsd:element name="TPO_NO" type="xsd:string" minOccurs="0" nillable="true"/>
  <xsd:element name="geom" type="gml:PolygonPropertyType" minOccurs="0" nillable="true"/>
 </xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>
 <xsd:element name="tpo" type="gis:tpoType" substitutionGroup="gml:_Feature"/>
</xsd:schema>"""
_COLLECTION = """{head}
<wfs:FeatureCollection numberOfFeatures="{count}" xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml"
  xmlns:gis="http://gis.example/">{members}</wfs:FeatureCollection>"""
_MEMBER = """<gml:featureMember><gis:tpo gml:id="tpo.{number}"><gis:TPO_NO>{number}</gis:TPO_NO><gis:geom>
<gml:Polygon srsName="urn:ogc:def:crs:EPSG::27700"><gml:exterior><gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing>
</gml:exterior></gml:Polygon></gis:geom></gis:tpo></gml:featureMember>"""


class WfsStandIn(MapServer):
    """``squares`` are (west, south) of squares of 100 m."""

    content_type = "text/xml"

    def __init__(self, squares: Sequence[tuple[float, float]]) -> None:
        super().__init__()
        self.squares = list(squares)
        self.address = f"{self.origin}/wfs"

    @property
    def layer_address(self) -> str:
        """What QGIS calls the layer."""
        return f"pagingEnabled='disabled' srsname='EPSG:27700' typename='gis:tpo' url='{self.address}' version='1.1.0'"

    def is_for_features(self, path: str, asked: dict[str, str]) -> bool:
        return asked.get("REQUEST") == "GetFeature"

    def answer(self, path: str, asked: dict[str, str]) -> str:
        """The document for a question."""
        if asked.get("REQUEST") == "GetCapabilities":
            return _CAPABILITIES.format(head=_HEAD, address=self.address)
        if asked.get("REQUEST") == "DescribeFeatureType":
            return _TYPE.format(head=_HEAD)
        members = "" if asked.get("RESULTTYPE") == "hits" else "".join(map(self._member, range(len(self.squares))))
        return _COLLECTION.format(head=_HEAD, count=len(self.squares), members=members)

    def _member(self, at: int) -> str:
        west, south = self.squares[at]
        return _MEMBER.format(number=at + 1, ring=" ".join(f"{x} {y}" for x, y in ring(west, south, 100)))
