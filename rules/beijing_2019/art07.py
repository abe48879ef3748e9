"""第七条: features that are encouraged. They add nothing to the result and take nothing from it."""

from rules.engine.ask import Ticks

ENCOURAGED = Ticks(
    "平台有下列鼓励的特征吗？（不影响结论）",
    "鼓励的特征",
    source="7.0",
    choices=(
        ("7.1", "平台经营地址位于北京郊区"),
        ("7.2", "立足本市企业，面向符合首都功能定位和高精尖产业要求的中小企业提供创新创业服务"),
        ("7.3", "服务范围辐射京津冀地区，开展跨区域合作，有效整合创新资源"),
    ),
)
