using System.Text;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>Plain ASCII words, each with a leading space, needing no JSON escape.</summary>
internal static class Vocabulary
{
    private const string Source =
        "amber anchor apple arrow atlas autumn bamboo barley basin beacon birch bottle branch breeze bridge bronze brook " +
        "butter cabin candle canvas canyon carpet cedar chalk cherry circle clay cliff cloud clover coast cobalt comet " +
        "copper coral cotton crane creek crystal current daisy dawn delta desert dew dune eagle earth echo elm ember " +
        "engine falcon feather fern field flame flint flour forest fountain fox frost garden garnet ginger glacier glass " +
        "gold grain granite grape gravel grove gull harbor harvest hazel heron hill honey horizon indigo iris iron island " +
        "ivory jade jasper juniper kettle lagoon lake lantern larch lark laurel lava leaf lemon light lily lime linen " +
        "lotus maple marble marsh meadow melon mint mist moon moss mountain nectar night nutmeg oak oasis ocean olive " +
        "onyx opal orange orchard otter owl oyster palm paper pearl pebble pepper pine plain plum pond poplar prairie " +
        "quartz quill rain raven reef ridge river robin rose ruby saffron sage sail salt sand shade shell shore silver " +
        "sky slate snow sparrow spring star steam stone storm stream summer sun thistle thunder tide timber topaz trail " +
        "tulip valley velvet violet walnut water wave wheat willow wind winter wood";

    public static byte[][] Words { get; } = [.. Source.Split(' ').Select(word => Encoding.ASCII.GetBytes(" " + word))];
}
